import type { Catalogue } from '../catalogue.ts';

export default {
  'harden.not-whole':
    '{path} 不是本机磁盘上的完整配置。基线要写入 http 块：请用 -c 指定主配置文件 nginx.conf。',
  'harden.no-ca':
    '没有找到系统的 CA 文件。请用 --ca 指定，例如 /etc/ssl/certs/ca-certificates.crt。',
  'harden.not-kept':
    '此处发送的内容会改变且无法避免，因此没有写入任何文件。请先为此处单独写明校验设置，再重新运行。',
  'harden.nothing': '没有可以新增校验的位置，配置保持不变。',
  'harden.prove':
    '尚未写入；使用 --write 写入。请先询问上游的证书能否通过校验：alert40 probe -c {path}',
  'harden.gains': '{target} 将按名称 {name} 校验证书。',
  'harden.kept-verified': '{target} 已启用校验，保持不变。',
  'harden.kept-opted-out': '{target} 保持不变：此处已明确关闭。',
  'harden.kept-own-ca': '{target} 保持不变：已配置自有 CA 文件但未启用校验。请在探测后再开启。',
  'harden.kept-undecided': '{target} 保持不变：是否使用 TLS 以及如何使用由变量或模板决定。',
  'harden.kept-unknown-name': '{target} 保持不变：无法从配置得知证书上的名称。',
  'harden.kept-address':
    '{target} 保持不变：nginx 只比对名称，IP 地址永远不会匹配。请设置服务器证书上的名称。',
  'harden.kept-group-name':
    '{target} 保持不变：{name} 是 upstream 组的名称，不会出现在任何证书上。请设置服务器的真实名称。',
  'harden.kept-private-name':
    '{target} 保持不变：公共 CA 不会签发 {name}。请配置您自己的 CA 文件。',
  'harden.kept-shares-block': '{target} 保持不变：与无法校验的位置处于同一个 location。',
  'harden.kept-shares-sessions':
    '{target} 保持不变：与未校验的位置共享 TLS 会话，这些会话在此处会校验失败。',
  'harden.timeout-alone': '--timeout 用于 --probe 建立的连接；请同时给出两者。',
  'harden.not-written': '尚未写入；使用 --write 写入。',
  'harden.gains-proven': '{target} 将按名称 {name} 校验证书：已如此完成 {handshakes} 次握手。',
  'harden.kept-fails': '{target} 保持不变：启用校验后会失败。{reason}',
} satisfies Catalogue;
