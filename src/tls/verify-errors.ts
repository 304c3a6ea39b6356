/**
 * Results of certificate verification, `upstream SSL certificate verify error: (20:…)`.
 * Numbers and texts from OpenSSL 3.0; where 1.x or 3.6 write another text it
 * stands beside it. Numbers 76 and up are of OpenSSL 3 (79 of 1.1.1 is 94 there).
 */
export interface VerifyError {
  readonly code: number;
  /** OpenSSL's name without `X509_V_ERR_`, in lower case. */
  readonly name: string;
  readonly text: string;
  /** Text in OpenSSL 1.x where it differs. */
  readonly textIn1x: string | null;
  /** Text from OpenSSL 3.6 where it differs. */
  readonly textFrom36: string | null;
}

function verifyError(
  code: number,
  name: string,
  text: string,
  other: { readonly old?: string; readonly from36?: string } = {},
): VerifyError {
  return { code, name, text, textIn1x: other.old ?? null, textFrom36: other.from36 ?? null };
}

/** All verification errors, by number. */
export const VERIFY_ERRORS: readonly VerifyError[] = [
  verifyError(1, 'unspecified', 'unspecified certificate verification error'),
  verifyError(2, 'unable_to_get_issuer_cert', 'unable to get issuer certificate'),
  verifyError(3, 'unable_to_get_crl', 'unable to get certificate CRL'),
  verifyError(4, 'unable_to_decrypt_cert_signature', "unable to decrypt certificate's signature"),
  verifyError(5, 'unable_to_decrypt_crl_signature', "unable to decrypt CRL's signature"),
  verifyError(6, 'unable_to_decode_issuer_public_key', 'unable to decode issuer public key'),
  verifyError(7, 'cert_signature_failure', 'certificate signature failure'),
  verifyError(8, 'crl_signature_failure', 'CRL signature failure'),
  verifyError(9, 'cert_not_yet_valid', 'certificate is not yet valid', {
    from36: 'certificate is not yet valid or the system clock is incorrect',
  }),
  verifyError(10, 'cert_has_expired', 'certificate has expired'),
  verifyError(11, 'crl_not_yet_valid', 'CRL is not yet valid'),
  verifyError(12, 'crl_has_expired', 'CRL has expired'),
  verifyError(
    13,
    'error_in_cert_not_before_field',
    "format error in certificate's notBefore field",
  ),
  verifyError(14, 'error_in_cert_not_after_field', "format error in certificate's notAfter field"),
  verifyError(15, 'error_in_crl_last_update_field', "format error in CRL's lastUpdate field"),
  verifyError(16, 'error_in_crl_next_update_field', "format error in CRL's nextUpdate field"),
  verifyError(17, 'out_of_mem', 'out of memory'),
  verifyError(18, 'depth_zero_self_signed_cert', 'self-signed certificate', {
    old: 'self signed certificate',
  }),
  verifyError(19, 'self_signed_cert_in_chain', 'self-signed certificate in certificate chain', {
    old: 'self signed certificate in certificate chain',
  }),
  verifyError(20, 'unable_to_get_issuer_cert_locally', 'unable to get local issuer certificate'),
  verifyError(21, 'unable_to_verify_leaf_signature', 'unable to verify the first certificate'),
  verifyError(22, 'cert_chain_too_long', 'certificate chain too long'),
  verifyError(23, 'cert_revoked', 'certificate revoked'),
  verifyError(24, 'no_issuer_public_key', "issuer certificate doesn't have a public key", {
    old: 'invalid CA certificate',
  }),
  verifyError(25, 'path_length_exceeded', 'path length constraint exceeded'),
  verifyError(26, 'invalid_purpose', 'unsuitable certificate purpose', {
    old: 'unsupported certificate purpose',
  }),
  verifyError(27, 'cert_untrusted', 'certificate not trusted'),
  verifyError(28, 'cert_rejected', 'certificate rejected'),
  verifyError(29, 'subject_issuer_mismatch', 'subject issuer mismatch'),
  verifyError(30, 'akid_skid_mismatch', 'authority and subject key identifier mismatch'),
  verifyError(31, 'akid_issuer_serial_mismatch', 'authority and issuer serial number mismatch'),
  verifyError(32, 'keyusage_no_certsign', 'key usage does not include certificate signing'),
  verifyError(33, 'unable_to_get_crl_issuer', 'unable to get CRL issuer certificate'),
  verifyError(34, 'unhandled_critical_extension', 'unhandled critical extension'),
  verifyError(35, 'keyusage_no_crl_sign', 'key usage does not include CRL signing'),
  verifyError(36, 'unhandled_critical_crl_extension', 'unhandled critical CRL extension'),
  verifyError(37, 'invalid_non_ca', 'invalid non-CA certificate (has CA markings)'),
  verifyError(38, 'proxy_path_length_exceeded', 'proxy path length constraint exceeded'),
  verifyError(39, 'keyusage_no_digital_signature', 'key usage does not include digital signature'),
  verifyError(
    40,
    'proxy_certificates_not_allowed',
    'proxy certificates not allowed, please set the appropriate flag',
  ),
  verifyError(41, 'invalid_extension', 'invalid or inconsistent certificate extension'),
  verifyError(
    42,
    'invalid_policy_extension',
    'invalid or inconsistent certificate policy extension',
  ),
  verifyError(43, 'no_explicit_policy', 'no explicit policy'),
  verifyError(44, 'different_crl_scope', 'different CRL scope'),
  verifyError(45, 'unsupported_extension_feature', 'unsupported extension feature'),
  verifyError(46, 'unnested_resource', "RFC 3779 resource not subset of parent's resources"),
  verifyError(47, 'permitted_violation', 'permitted subtree violation'),
  verifyError(48, 'excluded_violation', 'excluded subtree violation'),
  verifyError(49, 'subtree_minmax', 'name constraints minimum and maximum not supported'),
  verifyError(50, 'application_verification', 'application verification failure'),
  verifyError(51, 'unsupported_constraint_type', 'unsupported name constraint type'),
  verifyError(52, 'unsupported_constraint_syntax', 'unsupported or invalid name constraint syntax'),
  verifyError(53, 'unsupported_name_syntax', 'unsupported or invalid name syntax'),
  verifyError(54, 'crl_path_validation_error', 'CRL path validation error'),
  verifyError(55, 'path_loop', 'path loop'),
  verifyError(56, 'suite_b_invalid_version', 'Suite B: certificate version invalid'),
  verifyError(57, 'suite_b_invalid_algorithm', 'Suite B: invalid public key algorithm'),
  verifyError(58, 'suite_b_invalid_curve', 'Suite B: invalid ECC curve'),
  verifyError(59, 'suite_b_invalid_signature_algorithm', 'Suite B: invalid signature algorithm'),
  verifyError(60, 'suite_b_los_not_allowed', 'Suite B: curve not allowed for this LOS'),
  verifyError(61, 'suite_b_cannot_sign_p_384_with_p_256', 'Suite B: cannot sign P-384 with P-256'),
  verifyError(62, 'hostname_mismatch', 'hostname mismatch'),
  verifyError(63, 'email_mismatch', 'email address mismatch'),
  verifyError(64, 'ip_address_mismatch', 'IP address mismatch'),
  verifyError(65, 'dane_no_match', 'no matching DANE TLSA records'),
  verifyError(66, 'ee_key_too_small', 'EE certificate key too weak'),
  verifyError(67, 'ca_key_too_small', 'CA certificate key too weak'),
  verifyError(68, 'ca_md_too_weak', 'CA signature digest algorithm too weak'),
  verifyError(69, 'invalid_call', 'invalid certificate verification context'),
  verifyError(70, 'store_lookup', 'issuer certificate lookup error'),
  verifyError(71, 'no_valid_scts', 'Certificate Transparency required, but no valid SCTs found'),
  verifyError(72, 'proxy_subject_name_violation', 'proxy subject name violation'),
  verifyError(73, 'ocsp_verify_needed', 'OCSP verification needed'),
  verifyError(74, 'ocsp_verify_failed', 'OCSP verification failed'),
  verifyError(75, 'ocsp_cert_unknown', 'OCSP unknown cert'),
  verifyError(76, 'unsupported_signature_algorithm', 'Cannot find certificate signature algorithm'),
  verifyError(
    77,
    'signature_algorithm_mismatch',
    'subject signature algorithm and issuer public key algorithm mismatch',
  ),
  verifyError(
    78,
    'signature_algorithm_inconsistency',
    'cert info signature and signature algorithm mismatch',
  ),
  verifyError(79, 'invalid_ca', 'invalid CA certificate'),
  verifyError(80, 'pathlen_invalid_for_non_ca', 'Path length invalid for non-CA cert'),
  verifyError(
    81,
    'pathlen_without_ku_key_cert_sign',
    'Path length given without key usage keyCertSign',
  ),
  verifyError(
    82,
    'ku_key_cert_sign_invalid_for_non_ca',
    'Key usage keyCertSign invalid for non-CA cert',
  ),
  verifyError(83, 'issuer_name_empty', 'Issuer name empty'),
  verifyError(84, 'subject_name_empty', 'Subject name empty'),
  verifyError(85, 'missing_authority_key_identifier', 'Missing Authority Key Identifier'),
  verifyError(86, 'missing_subject_key_identifier', 'Missing Subject Key Identifier'),
  verifyError(87, 'empty_subject_alt_name', 'Empty Subject Alternative Name extension'),
  verifyError(
    88,
    'empty_subject_san_not_critical',
    'Subject empty and Subject Alt Name extension not critical',
  ),
  verifyError(89, 'ca_bcons_not_critical', 'Basic Constraints of CA cert not marked critical'),
  verifyError(90, 'authority_key_identifier_critical', 'Authority Key Identifier marked critical'),
  verifyError(91, 'subject_key_identifier_critical', 'Subject Key Identifier marked critical'),
  verifyError(92, 'ca_cert_missing_key_usage', 'CA cert does not include key usage extension'),
  verifyError(93, 'extensions_require_version_3', 'Using cert extension requires at least X509v3'),
  verifyError(94, 'ec_key_explicit_params', 'Certificate public key has explicit ECC parameters'),
];

const byCode = new Map(VERIFY_ERRORS.map((e) => [e.code, e]));

/** The verification error with this number; null for numbers OpenSSL does not have. */
export function verifyErrorByCode(code: number): VerifyError | null {
  return byCode.get(code) ?? null;
}
