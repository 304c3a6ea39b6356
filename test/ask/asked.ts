/** A question made from texts, with what its answer is judged by. */

import type { JudgeContext } from '../../src/ask/judge.ts';
import { givenTo, openOf, type Question, questionOf } from '../../src/ask/question.ts';
import { diagnoseTexts } from '../../src/diagnosis/diagnose-texts.ts';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { viewOf } from '../../src/report/view.ts';

/** SNI is not sent, verification is on, and nothing tells the name: the repair needs one. */
export const LOG =
  '2026/11/21 07:27:09 [error] 1187#1187: *4821 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.1.55, server: shop.example.com, request: "GET /v2/?token=abcdef123456 HTTP/1.1", upstream: "https://10.0.4.22:443/v2/", host: "shop.example.com"';

export const CONFIG = `http {
    server {
        listen 80;
        server_name shop.example.com;
        # orders are served elsewhere
        location /v2/ {
            proxy_pass https://10.0.4.22:443;
            proxy_set_header X-Api-Key "s3cr3t-key-0815";
            proxy_ssl_verify on;
            proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
            proxy_ssl_protocols TLSv1.2 TLSv1.3;
        }
        location /pay/ {
            proxy_pass https://10.0.4.23:443;
            proxy_ssl_server_name on;
            proxy_ssl_name pay.internal.example.com;
        }
    }
}
`;

export interface Asked {
  readonly question: Question;
  readonly context: JudgeContext;
}

export function asked(
  texts: { log?: string; config?: string; name?: string; evidence?: string } = {},
  names = false,
): Asked {
  const { log = LOG, config = CONFIG, name, evidence = '' } = texts;
  const diagnosis = diagnoseTexts({ log, config, ...(name !== undefined && { name }) });
  const view = viewOf(diagnosis, 'en');
  const [incident] = view.incidents;
  if (incident === undefined) throw new Error('no incident');
  const open = openOf(planRepairs(diagnosis, { allowWeakening: false }), incident.id);
  const found = incident.source.case;
  const question = questionOf({
    incident,
    open: open ?? 'no-verdict',
    config: found.config,
    evidence,
    nginx: diagnosis.versions.nginx,
    language: 'en',
    names,
  });
  return {
    question,
    context: {
      question,
      config: found.config,
      versions: diagnosis.versions,
      path: found.path,
      given: givenTo(incident, evidence),
    },
  };
}
