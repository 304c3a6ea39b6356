import type { Catalogue } from '../catalogue.ts';

export default {
  'fix.candidate': '  {value}（{from}）',
  'fix.dump-differs':
    '本机上的 {path} 与 nginx -T 的输出不一致，因此没有写入任何文件。请在输出来源的机器上应用补丁。',
  'fix.held-conflict': '{incident}：“{title}”与另一项修复冲突，已略去。',
  'fix.held-elsewhere': '{incident}（{cause}）不在 nginx 一侧修复：{title}',
  'fix.held-needs': '{incident}（{cause}）：{title}',
  'fix.held-no-verdict': '{incident}：尚不能判定，因此不做改动。alert40 diagnose 会说明如何判定。',
  'fix.held-nothing-to-change': '{incident}（{cause}）：这份配置中没有需要修改的地方。',
  'fix.held-weakens':
    '{incident}（{cause}）：“{title}”会降低安全性，只有加上 --allow-weakening 才会写入。',
  'fix.not-written': '尚未写入：可用管道交给 patch -p1，或加上 --write。',
  'fix.nothing-found': '没有发现故障，无需修复。',
  'fix.refused':
    'nginx -t 不接受修改后的配置，已恢复原文件：{reason}。--no-test 可跳过这项检查直接写入。',
  'fix.refused-before':
    '即使不做修复，nginx -t 也不接受这份配置，因此没有改动：{reason}。--no-test 可跳过这项检查直接写入。',
  'fix.reload': '现在请重新加载 nginx：nginx -s reload 或 systemctl reload nginx。',
  'fix.state-it': '  请用 {option} 指定。',
  'fix.stdin': '来自标准输入的配置无法写回；请应用上面的补丁。',
  'fix.untested-fragment': '这只是配置的一部分，nginx -t 无法检验。',
  'fix.untested-no-nginx': '这里没有可用于检验的 nginx；可用 --nginx 指定。',
  'fix.written': '已写入（未经检验）：{files}。',
  'fix.written-tested': '已写入，nginx -t 检验通过：{files}。',
} satisfies Catalogue;
