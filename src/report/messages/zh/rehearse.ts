import type { Catalogue } from '../catalogue.ts';

export default {
  'rehearse.no-nginx': '本机没有可用于试运行的 nginx，请用 --nginx 指定。',
  'rehearse.bad-path': '“{path}”不能作为请求路径：应以 / 开头且不含空格。',
  'rehearse.nothing': '没有可试运行的修复。',
  'rehearse.asked': '{place}：{method} {path}，Host {host}',
  'rehearse.passed':
    '  您的 nginx {nginx}、您的 OpenSSL {openssl}、此修复：修复前 {before}，修复后 {after}',
  'rehearse.failed':
    '  您的 nginx {nginx}、您的 OpenSSL {openssl}：修复前 {before}，修复后 {after}，因此不采用该修复',
  'rehearse.as-it-is': '  您的 nginx {nginx}、您的 OpenSSL {openssl}，保持原样：{before}',
  'rehearse.not-started': '无法启动',
  'rehearse.no-status': '失败',
  'rehearse.connected': '已连接',
  'rehearse.complaint': '  nginx 报告：{line}',
  'rehearse.place-gone': '修复改变了代理位置的数量，无法确定修复后的对应位置，因此没有试运行。',
  'rehearse.no-answer': '{path} 没有得到应答。它属于这个 location 吗？可用 --path 指定别的路径。',
  'rehearse.host': '  上游还需要 Host {name}：用 {instead} 时它给出了另一种应答（{without}）',
  'rehearse.answers-error':
    '  握手已经成功；对这个路径，上游自身应答 {status}。可用 --path 指定别的路径。',
  'repair.host-header': '向上游发送 Host {name}',
  'rehearse.unreadable':
    '当前用户无权读取 {file}；请以有权读取的用户试运行，否则结果说明不了什么。',
} satisfies Catalogue;
