/**
 * The one place of the page from which something can be sent, and where to.
 *
 * The page's own policy says `connect-src 'none'`, and a policy can only be made
 * stricter as long as a document lives. So a request to a model goes out from
 * an inner frame, which lives as long as the request. Frames made from text
 * (`srcdoc`, `blob:`, `data:`) inherit the policy of the page and cannot
 * connect either. The frame is therefore this very page, opened a second time
 * with an origin behind `#ask=`: this script stands before the page's policy,
 * gives that document another one that names this origin and nothing else, and
 * stops the rest of the page from being read. It works from a file, too, and
 * needs no second file there. Should a browser read on nevertheless, it finds
 * the page's own policy, and both together allow nothing.
 */

/** What the page hands to the frame together with a port for the answers. */
export interface Order {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What comes back through the port. */
export type Reply =
  | { readonly kind: 'status'; readonly status: number; readonly type: string }
  | { readonly kind: 'piece'; readonly text: string }
  | { readonly kind: 'end' }
  /** `reach`: nobody answered, or not to this page; `broken`: the answer broke off; `too-long`: it was broken off here. */
  | { readonly kind: 'failed'; readonly why: 'reach' | 'broken' | 'too-long' };

export const MARK = '#ask=';
export const READY = 'alert40-ask';

/** Of the whole answer; nobody needs more, whatever a server sends. */
const MOST_CHARACTERS = 8_000_000;

function run(origin: string): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  const named = /^https?:\/\/[a-z0-9_.-]+(?::\d+)?$/.test(origin) ? origin : "'none'";
  policy.content = `default-src 'none'; connect-src ${named}; base-uri 'none'; form-action 'none'`;
  document.head.append(policy);
  window.stop();
  // Another page must not send in the name of this one.
  const own = window.origin;
  window.addEventListener('message', (event: MessageEvent<Order>) => {
    const [port] = event.ports;
    if (event.source === window.parent && event.origin === own && port !== undefined)
      void send(event.data, (reply) => port.postMessage(reply));
  });
  window.parent.postMessage(READY, own === 'null' ? '*' : own);
}

async function send({ url, headers, body }: Order, tell: (reply: Reply) => void): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
    });
  } catch {
    tell({ kind: 'failed', why: 'reach' });
    return;
  }
  tell({
    kind: 'status',
    status: response.status,
    type: response.headers.get('content-type') ?? '',
  });
  try {
    const whole = await pass(response.body, tell);
    tell(whole ? { kind: 'end' } : { kind: 'failed', why: 'too-long' });
  } catch {
    tell({ kind: 'failed', why: 'broken' });
  }
}

/** False when it would have gone on for ever. */
async function pass(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  tell: (reply: Reply) => void,
): Promise<boolean> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let passed = 0; reader !== undefined && passed < MOST_CHARACTERS; ) {
    const { done, value = '' } = await reader.read();
    if (done) return true;
    passed += value.length;
    tell({ kind: 'piece', text: value });
  }
  await reader?.cancel();
  return reader === undefined;
}

if (window.parent !== window && location.hash.startsWith(MARK))
  run(decodeURIComponent(location.hash.slice(MARK.length)));
