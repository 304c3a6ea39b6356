/** Files that the build puts in as text. */
declare module '*.log' {
  const text: string;
  export default text;
}
declare module '*.conf' {
  const text: string;
  export default text;
}

declare module '*.css' {
  const text: string;
  export default text;
}
