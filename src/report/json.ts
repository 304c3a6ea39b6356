/** The diagnosis as data, schema `alert40/diagnosis/1`. Keys are public: they change only with the schema's number. */
import type { Evidence } from '../causes/cause.ts';
import { withoutPem } from '../text/pem.ts';
import { offerOf } from '../upstream/offers.ts';
import { VERSION } from '../version.ts';
import { jsonText } from './json-text.ts';
import type { EvidenceView, IncidentView, RepairView, View } from './view.ts';

/** The JSON document. */
export function jsonReport(view: View): string {
  return jsonText(jsonDocument(view));
}

/** The document before it becomes text. */
export function jsonDocument(view: View) {
  const { versions, read } = view.diagnosis;
  return {
    schema: 'alert40/diagnosis/1',
    tool: { version: VERSION },
    nginx: { version: versions.nginx, openssl: versions.openssl, from: versions.from },
    read,
    incidents: view.incidents.map(incidentOf),
    repairs: view.repairs.map(jsonRepair),
    notes: view.notes,
  };
}

function incidentOf(i: IncidentView) {
  const { signature, count, first, last, cascade, server } = i.incident;
  return {
    id: i.id,
    module: i.module,
    signature: {
      operation: signature.operation,
      phase: signature.phase,
      level: signature.level,
      alert: signature.alert,
      opensslReason: signature.openssl?.reason ?? null,
      opensslCode: signature.openssl?.code ?? null,
      verifyError: signature.verifyError,
      errno: signature.errno,
    },
    count,
    first,
    last,
    cascade: cascade.length > 0,
    server,
    upstream: i.upstream,
    location: i.location,
    sends: sendsOf(i),
    verdict: i.verdict,
    causes: i.causes.map((cause) => ({
      id: cause.id,
      confidence: cause.confidence,
      evidence: cause.evidence.map((e) => ({ for: e.for, text: e.text, source: sourceOf(e) })),
      repairs: cause.repairs.map((r) => r.id),
      checks: cause.checks.map((c) => c.command),
      deadEnds: cause.deadEnds.map((d) => d.why),
      page: `nginx/${cause.id}`,
    })),
    decidedBy: i.decidedBy,
    next: i.next,
  };
}

function sendsOf(i: IncidentView) {
  const { path } = i.source.case;
  if (path === null) return null;
  const { settings, sni } = path;
  const certificate = settings.certificate.value;
  return {
    sni: sni.sent === 'no' ? null : (sni.name?.written ?? null),
    checkedName: path.checkedName.written,
    protocols: offerOf(settings, i.source.case.versions).usable,
    verify: settings.verify.value,
    clientCertificate: certificate === null ? null : withoutPem(certificate.written),
  };
}

function sourceOf(e: EvidenceView) {
  const source: Evidence['source'] = e.source;
  switch (source.kind) {
    case 'config':
      return { kind: source.kind, file: source.file, line: e.line };
    case 'log':
      return { kind: source.kind, file: source.input, line: source.line };
    case 'file':
      return { kind: source.kind, file: source.file };
    case 'observation':
      return { kind: source.kind, what: source.what };
    case 'version':
    case 'field':
      return { kind: source.kind };
  }
}

/** One repair as data. */
export function jsonRepair(r: RepairView) {
  return {
    id: r.id,
    cause: r.cause,
    title: r.title,
    side: r.side,
    weakens: r.weakens.map((w) => w.id),
    needs: r.needs,
    steps: r.steps,
    edits: r.edits,
    diff: r.diff,
  };
}
