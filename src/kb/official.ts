/** nginx's own pages on the upstream TLS directives. */
import { type Family, TLS_DIRECTIVES, type TlsDirective, type TlsKey } from '../directives/tls.ts';

export const MODULES: Readonly<Record<Family, string>> = {
  proxy: 'ngx_http_proxy_module',
  grpc: 'ngx_http_grpc_module',
  uwsgi: 'ngx_http_uwsgi_module',
  stream: 'ngx_stream_proxy_module',
};

export interface OfficialLink {
  readonly directive: string;
  readonly module: string;
  readonly url: string;
}

/** Address of a directive on the page of its module. */
export function officialUrl({ family, name }: Pick<TlsDirective, 'family' | 'name'>): string {
  const place = family === 'stream' ? 'stream' : 'http';
  return `https://nginx.org/en/docs/${place}/${MODULES[family]}.html#${name}`;
}

/** The directives of these keys in every family that has them. */
export function officialLinks(keys: readonly string[]): readonly OfficialLink[] {
  return keys.flatMap((key) =>
    TLS_DIRECTIVES.filter((d) => d.key === (key as TlsKey)).map((d) => ({
      directive: d.name,
      module: MODULES[d.family],
      url: officialUrl(d),
    })),
  );
}
