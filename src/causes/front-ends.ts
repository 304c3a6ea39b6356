/** Shared front ends that serve many customers on one address and cannot answer without SNI. */
import type { Case } from './cause.ts';
import { candidatePaths, peersOf } from './path-facts.ts';

/**
 * Host name endings. Cloudflare, OpenAI, Azure and Akamai: 19 of 19 public threads were a
 * missing SNI. The others are platforms that document routing by SNI.
 */
const ENDINGS = [
  '.cloudflare.com',
  '.workers.dev',
  '.pages.dev',
  '.openai.com',
  '.azurecontainerapps.io',
  '.azurewebsites.net',
  '.azure-api.net',
  '.azurefd.net',
  '.akamai.net',
  '.akamaized.net',
  '.edgekey.net',
  '.edgesuite.net',
  '.cloudfront.net',
  '.execute-api.amazonaws.com',
  '.herokuapp.com',
  '.vercel.app',
  '.netlify.app',
  '.run.app',
  '.fly.dev',
  '.onrender.com',
  '.fastly.net',
  '.googleapis.com',
] as const;

/** The host of the upstream that is such a front end, or null. */
export function frontEndOf(c: Case): string | null {
  for (const path of candidatePaths(c)) {
    const hosts = [...path.target.host.values, ...peersOf(path).map((peer) => peer.host)];
    const found = hosts.find((host) => ENDINGS.some((end) => host.toLowerCase().endsWith(end)));
    if (found !== undefined) return found;
  }
  return null;
}
