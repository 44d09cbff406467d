/** No reasons are given. */
export function governanceExtension() {
  return {};
}
