/**
 * The style of the HTML report. Its hash stands in the report's content
 * security policy, so that nothing but this style and no script at all can
 * take effect, whatever a log line contains; a test holds both together.
 */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--soft:#f6f8fa;--bad:#b3261e;--good:#116329;--add:#dafbe1;--del:#ffebe9;--s0:#0072b2;--s1:#d55e00;--s2:#009e73;--s3:#cc79a7;--s4:#e69f00;--s5:#56b4e9}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9aa4af;--line:#30363d;--soft:#161b22;--bad:#ff8f85;--good:#7ee787;--add:#12361f;--del:#491b1c}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:62rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0}
.dim{color:var(--dim)}
.lead{font-size:1.125rem}
code,pre{font:.875rem/1.45 ui-monospace,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:.5rem 0;padding:.75rem;overflow-x:auto;background:var(--soft);border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-weight:600}
th[scope=row]{width:14rem;font-weight:400;color:var(--dim)}
ul,ol{margin:.25rem 0;padding-left:1.25rem}
.facts{list-style:none;padding-left:0}
.for::before{content:"+ ";color:var(--good);font-weight:700}
.against::before{content:"\\2212 ";color:var(--bad);font-weight:700}
.bad{color:var(--bad);font-weight:600}
.good{color:var(--good);font-weight:600}
meter{width:8rem;vertical-align:middle}
.a,.d{display:block}
.a{background:var(--add)}
.d{background:var(--del)}
.h{color:var(--dim)}
svg{display:block;width:100%;height:auto;margin:.5rem 0}
svg text{font:11px system-ui,sans-serif;fill:var(--dim)}
.axis{stroke:var(--line);stroke-width:1}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}
.key{display:inline-block;margin-right:1.25rem}
.key svg{display:inline-block;width:.75rem;margin:0 .35rem 0 0;vertical-align:baseline}
@media print{:root{--bg:#fff;--fg:#000;--dim:#444;--soft:#fff;--line:#999;--bad:#900;--good:#060;--add:#fff;--del:#fff}body{max-width:none;padding:0;font-size:11pt}pre{white-space:pre-wrap;overflow-wrap:anywhere}h2,h3{break-after:avoid}pre,table,svg,li{break-inside:avoid}.a{font-weight:700}}
`;

/** SHA-256 of `STYLE`, base64. */
export const STYLE_HASH = 'pZI5VsIyGqIWhNtxVXhzrzbAuhOTaIq7eh7rpXlF//s=';
