import { processSurroundings } from './processSurroundings.js';
import { runCommand } from './runCommand.js';
import { tokenCommand } from './tokenCommand.js';

process.exitCode = await runCommand([tokenCommand], ['token', ...process.argv.slice(2)], processSurroundings);
