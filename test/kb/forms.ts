/** What of a log line its generation decides: everything but time, process, fields, names and paths. */
export function formOf(line: string): string {
  return line
    .replace(/^nginx: /, '')
    .replace(/^\d{4}\/\d\d\/\d\d \S+ /, '')
    .replace(/^\[(\w+)\] (?:[\d#]+: )?(?:\*\d+ )?/, '[$1] ')
    .replace(/, (?:client|server|request|upstream|host|context|subrequest|referrer): .*$/, '')
    .replace(/ in \/\S+:\d+$/, '')
    .replace(/"[^"]*"/g, '"…"')
    .replace(/(?:'\/[^']*'|\/(?:etc|srv|tmp)\/[^\s,)'"]*)/g, '…')
    .replace(/group '[^']*'/, "group '…'")
    .replace(/value=\S+(?=\))/, 'value=…')
    .replace(/resolve \S+$/, 'resolve …')
    .replace(/\S+(?= could not be resolved)/, '…')
    .replace(/(?<=frame: |status: )\d+/, '…')
    .replace(/\b(?:proxy|grpc|uwsgi)_ssl_/g, '…_ssl_');
}
