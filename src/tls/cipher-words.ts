/**
 * The words of an OpenSSL cipher list, as `ciphers(1)` of 1.1.1 to 3.5 knows
 * them. OpenSSL skips a word that it does not know, and refuses a list in which
 * it knows none.
 */

/** Classes of suites. Case matters. */
const CLASSES: ReadonlySet<string> = new Set(
  `ALL COMPLEMENTOFALL DEFAULT COMPLEMENTOFDEFAULT HIGH MEDIUM LOW EXP EXPORT EXPORT40 EXPORT56
  eNULL NULL aNULL kRSA aRSA RSA kDHr kDHd kDH kEDH kDHE DH EDH DHE ADH kECDHr kECDHe kECDH kEECDH
  kECDHE ECDH EECDH ECDHE AECDH aDH aECDH aDSS DSS aECDSA ECDSA aKRB5 kKRB5 KRB5 SSLv2 SSLv3 TLSv1
  TLSv1.0 TLSv1.2 AES AES128 AES256 AESGCM AESCCM AESCCM8 ARIA ARIA128 ARIA256 ARIAGCM CAMELLIA
  CAMELLIA128 CAMELLIA256 CHACHA20 3DES DES RC4 RC2 IDEA SEED MD5 SHA1 SHA SHA256 SHA384 aGOST
  aGOST01 aGOST12 kGOST kGOST18 GOST94 GOST89MAC GOST2012 GOST GOST12 GOST89 PSK kPSK kECDHEPSK
  kDHEPSK kRSAPSK aPSK kSRP SRP aSRP FIPS CBC SUITEB128 SUITEB128ONLY SUITEB192 SUITEB128C2`.split(
    /\s+/,
  ),
);

/** What names of suites are made of. */
const TOKENS: ReadonlySet<string> = new Set(
  `ECDHE DHE EDH ECDH DH ADH AECDH RSA ECDSA DSS PSK SRP EXP EXP1024 KRB5 AES128 AES256 GCM CCM CCM8
  CHACHA20 POLY1305 CAMELLIA128 CAMELLIA256 ARIA128 ARIA256 SEED IDEA RC4 RC2 DES CBC3 CBC NULL SHA
  SHA256 SHA384 MD5 40 56 3DES ARIA128 GOST2001 GOST94 GOST89 GOST2012 GOST8912 IANA MAGMA KUZNYECHIK
  CTR OMAC AES DES EDE`.split(/\s+/),
);

/** Whether some OpenSSL may know the word; operators such as `!` before it do not matter. */
export function isCipherWord(word: string): boolean {
  const bare = word.replace(/^[!+-]/, '');
  return bare.split('+').every(isSuiteOrClass);
}

function isSuiteOrClass(name: string): boolean {
  // The other two are how Fedora and its kin name the policy of the system.
  if (CLASSES.has(name) || /^(?:PROFILE=\w+|TLS_\w+|0x[\dA-F]{2},0x[\dA-F]{2})$/.test(name))
    return true;
  // Elsewhere the size stands in one piece with the name.
  if (/^SRP-(?:DSS-|RSA-)?AES-(?:128|256)-CBC-SHA$/.test(name)) return true;
  return name.includes('-') && name.split('-').every((token) => TOKENS.has(token));
}
