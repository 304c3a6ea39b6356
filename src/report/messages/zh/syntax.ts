import type { Catalogue } from '../catalogue.ts';

export default {
  'syntax.missing-semicolon': '“{directive} …”之后缺少分号。',
  'syntax.missing-block': '“{directive}”必须带配置块，此处缺少“{”。',
  'syntax.unexpected-block': '“{directive}”不带配置块，“{”的位置应为分号。',
  'syntax.unexpected-semicolon': '此分号之前没有任何指令。',
  'syntax.unexpected-open': '“{”之前没有指令，配置块不能从这里开始。',
  'syntax.unexpected-close': '此“}”没有与之对应的“{”。',
  'syntax.unexpected-after-quote': '右引号之后只能是空白、“;”、“{”或“)”，不能是“{character}”。',
  'syntax.unterminated-quote': '缺少右引号，或其位置超出 nginx 的读取上限（4096 字节）。',
  'syntax.unclosed-block': '文件结束时“{directive}”的配置块仍未关闭（共 {count} 层未关闭）。',
  'syntax.unquoted-brace': 'nginx 会把此处的“{”当作配置块的开始；请给正则表达式加上引号。',
  'syntax.word-too-long': '此参数过长，超出 nginx 的读取上限（连同结束符共 4096 字节）。',
  'syntax.comment-too-long': '此注释过长，nginx 单行注释最多读取 4095 字节。',
  'config.not-found': '{path} 不存在。',
  'config.permission': '当前用户无权读取 {path}。',
  'config.directory': '{path} 是目录，此处应为文件。',
  'config.binary': '{path} 是二进制文件，不是配置文件。',
  'config.unreadable': '无法读取 {path}。',
  'config.include-cycle': '{path} 直接或间接地包含了自身。',
  'config.too-many-includes': 'include 展开后超过 {most} 个文件，此处的文件未读取。',
} satisfies Catalogue;
