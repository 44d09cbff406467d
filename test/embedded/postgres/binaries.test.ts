import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findInstallation, repairInstallation } from '../../../src/embedded/postgres/binaries.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

it('does what an install script would have done: links and executable bits', () => {
  const { folder: native, bundled } = findInstallation();
  if (!bundled) return;
  const copy = join(folder.path, 'native');
  mkdirSync(join(copy, 'bin'), { recursive: true });
  for (const name of ['bin/initdb', 'bin/pg_ctl', 'lib/libicuuc.so.60.2', 'pg-symlinks.json']) {
    if (existsSync(join(native, name))) cpSync(join(native, name), join(copy, name));
  }
  chmodSync(join(copy, 'bin/initdb'), 0o644);
  rmSync(join(copy, 'lib/libicuuc.so.60'), { force: true });
  expect(repairInstallation(copy)).toBe(true);
  expect(statSync(join(copy, 'bin/initdb')).mode & 0o111).toBe(0o111);
  if (existsSync(join(copy, 'pg-symlinks.json'))) {
    expect(lstatSync(join(copy, 'lib/libicuuc.so.60')).isSymbolicLink()).toBe(true);
  }
  expect(repairInstallation(copy)).toBe(true);
});
