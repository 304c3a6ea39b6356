/** What a first connection of a place sends as ClientHello, as far as somebody captured it. */
import { type AtlasEntry, capturedHello } from '../tls/atlas.ts';
import { VERSION_CODES } from '../tls/names.ts';
import type { Versions } from '../tls/versions.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { offerOf } from '../upstream/offers.ts';

export interface ExpectedHello {
  readonly captured: AtlasEntry;
  /** Bytes of the handshake message, the name included; a session to resume adds its ticket. */
  readonly size: number;
}

/** Header of the extension, of its list and of the name: what SNI adds beside the name. */
const SNI_HEADER = 9;

/** Null where what is sent depends on more than was captured: own ciphers, commands, unknown names. */
export function expectedHello(path: UpstreamTls, versions: Versions): ExpectedHello | null {
  const { settings } = path;
  const length = nameLength(path);
  const usual = settings.ciphers.origin.kind === 'default' && settings.confCommands.length === 0;
  if (length === null || !usual || settings.protocols.undecided) return null;
  const offer = offerOf(settings, versions);
  const codes = offer.versions.map((v) => VERSION_CODES[v as keyof typeof VERSION_CODES]).reverse();
  const captured = capturedHello(versions.openssl, path.module, codes);
  if (!captured || captured.alpn.join() !== offer.alpn.join()) return null;
  return { captured, size: captured.size + (length > 0 ? length + SNI_HEADER : 0) };
}

/** Bytes of the name sent as SNI, 0 without one, null when it is not known before a request. */
export function nameLength(path: UpstreamTls): number | null {
  const { sent, name } = path.sni;
  if (sent === 'no') return 0;
  if (sent === 'depends' || !name?.complete || name.values.length !== 1) return null;
  return name.values[0]?.length ?? null;
}
