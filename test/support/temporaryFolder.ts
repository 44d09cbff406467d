import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder under the temporary one, and how to remove it. `name` may hold spaces and any script. */
export function temporaryFolder(name = ''): { readonly path: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'noren-folder-'));
  return { path: join(root, name), remove: () => rmSync(root, { recursive: true, force: true }) };
}
