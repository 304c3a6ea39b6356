import type { Catalogue } from '../catalogue.ts';

export default {
  'rehearse.place-gone': '修复改变了代理位置的数量，无法确定修复后的对应位置，因此没有试运行。',
  'rehearse.unreadable':
    '当前用户无权读取 {file}；请以有权读取的用户试运行，否则结果说明不了什么。',
} satisfies Catalogue;
