/** From what a log line says to the places of the configuration that it can come from. */
import type { Incident } from '../log/incident.ts';
import type { UpstreamTls } from '../upstream/model.ts';

/** How well a place fits the scheme, the address and the port that were logged. */
function addressFits(path: UpstreamTls, incident: Incident): boolean {
  return incident.upstreams.some((upstream) => {
    const hosts = [
      ...path.target.host.values,
      ...path.target.groups.flatMap((g) => g.peers.map((p) => p.host)),
    ];
    return hosts.includes(upstream.host);
  });
}

/** Places that the incident can come from, likeliest first; empty when none fits. */
export function locate(incident: Incident, paths: readonly UpstreamTls[]): readonly UpstreamTls[] {
  const byServer =
    incident.server === null
      ? paths
      : paths.filter((p) => p.server === null || p.server.names[0] === incident.server);
  const pool = byServer.length > 0 ? byServer : paths;
  const fitting = pool.filter((p) => addressFits(p, incident));
  return fitting.length > 0 ? fitting : pool;
}
