import type { Catalogue } from '../catalogue.ts';

export default {
  'log.binary': '{path} 是二进制数据，不是日志。',
  'log.clipped': '{path}：有 {lines} 行超过 1 MB，只读取了开头部分。',
  'log.damaged-gzip':
    '{path} 已损坏或不完整（{code}），能解压的部分已经读取。可用 gzip -t 检查该文件。',
  'log.directory': '{path} 是目录；请指定其中的日志文件，例如 "{path}/*.log"。',
  'log.empty': '{path} 是空文件。如果 nginx 刚刚轮转过日志，失败记录可能在上一个日志文件里。',
  'log.forbidden': '当前用户无权读取 {path}；请以 root 或该文件所属组成员的身份读取。',
  'log.foreign':
    '{path} 共 {lines} 行，没有一行来自 nginx 的错误日志。错误日志的位置由配置中的 error_log 指定。',
  'log.missing': '文件 {path} 不存在。',
  'log.no-match': '没有与 {pattern} 匹配的文件。',
  'log.packed': '{path} 的压缩格式无法直接读取，请先用 {tool} 解压。',
  'log.unreadable': '无法读取 {path}（{code}）。',
} satisfies Catalogue;
