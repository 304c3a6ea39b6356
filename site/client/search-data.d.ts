declare module 'search-data' {
  const data: import('../search-index.ts').SearchData;
  export default data;
}
