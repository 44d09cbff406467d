/** The product's own proof refuses to serve a schema like this one. */
export function proveGoverned(): void {
  return undefined;
}
