import type { Catalogue } from '../catalogue.ts';

export default {
  'node.binary-missing': '找不到程序 {path}；请用 --nginx 指定 nginx 可执行文件的路径。',
  'node.binary-fails': '无法运行 {path}（{code}）。',
  'node.binary-not-nginx': '{path} 对 -V 的回答不像是 nginx。',
  'write.changed': '{path} 在读取之后又被改动过，因此没有写入任何文件。请重新运行该命令。',
  'write.disk-full': '{path}：磁盘空间已满，没有写入任何文件。',
  'write.fails': '{path} 无法写入（{code}），没有写入任何文件。',
  'write.missing': '本机上没有 {path}，没有写入任何文件。请到该文件所在的机器上应用补丁。',
  'write.no-file': '{path} 不是普通文件，没有写入任何文件。',
  'write.no-permission': '当前用户无权写入 {path}，没有写入任何文件。可以用 sudo 再试。',
  'write.read-only': '{path} 被标记为只读，没有写入任何文件。可先执行 chmod u+w。',
  'write.read-only-disk': '{path} 位于只读文件系统上，没有写入任何文件。',
  'write.two-names':
    '{first} 与 {second} 是同一个文件 {path}，但二者的修改不一致，因此没有写入任何文件。',
} satisfies Catalogue;
