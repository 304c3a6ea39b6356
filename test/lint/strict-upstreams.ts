/**
 * Upstreams that accept nothing but what is right: no name or a wrong one ends
 * the handshake, as does TLS before 1.2, and a missing client certificate where
 * one is asked for.
 */
import type { NodeOptions, Upstream } from '../../lab/scenario.ts';

/** What stands behind a configuration, by name and by address. */
export interface Behind {
  readonly name: string;
  readonly address: string;
  /** Entry of the PKI that the name is served with. */
  readonly certificate: string;
  readonly more?: NodeOptions;
}

export const STRICT: Behind = {
  name: 'api.example.com',
  address: '10.0.4.22',
  certificate: 'api',
};
/** Asks for a client certificate. */
export const MUTUAL: Behind = {
  name: 'mutual.example.com',
  address: '10.0.4.23',
  certificate: 'wildcard',
  more: { clientCa: ['client-root'], clientAuth: 'require' },
};
/** Three intermediates stand between its certificate and the root. */
export const DEEP: Behind = {
  name: 'api.internal.example.com',
  address: '10.0.4.24',
  certificate: 'api-int3',
};

/** Each application listens here and a thousand above. */
export const PORTS = { http: 443, grpc: 9444, uwsgi: 9446, ipv6: 9448 } as const;

const APPS = { http: 'http1', grpc: 'h2', uwsgi: 'uwsgi' } as const;

function optionsOf({ name, certificate, more }: Behind): NodeOptions {
  return { cert: null, names: { [name]: certificate }, minVersion: 'TLSv1.2', ...more };
}

export const STRICT_UPSTREAMS: readonly Upstream[] = [STRICT, MUTUAL, DEEP].flatMap((behind) =>
  (['http', 'grpc', 'uwsgi'] as const).flatMap((module) =>
    [PORTS[module], PORTS[module] + 1000].map((port) => ({
      at: `${behind.address}:${port}`,
      kind: 'node' as const,
      app: APPS[module],
      ...optionsOf(behind),
    })),
  ),
);

/** The same at the one IPv6 address that a host has of its own, where the lab cannot put another. */
export const STRICT_IPV6: NodeOptions & { readonly kind: 'node' } = {
  kind: 'node',
  ...optionsOf(STRICT),
};

export const STRICT_HOSTS = Object.fromEntries(
  [STRICT, MUTUAL, DEEP].map(({ name, address }) => [name, address]),
);

export const STRICT_SSL = {
  'ca.pem': 'root.pem',
  'ca.crl': 'root.crl',
  'client.pem': 'client.pem',
  'client.key': 'client.key',
  'locked.key': 'client.enc.key',
  password: 'text:correct horse\n',
};
