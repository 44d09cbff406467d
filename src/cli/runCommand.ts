import { NorenError } from '../errors.js';
import type { Command, Surroundings } from './command.js';

/** The list of commands as `noren --help` shows it. */
export function commandList(commands: readonly Command[]): string {
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(28)} ${summary}`);
  return `Usage: npm run -s noren -- COMMAND\n\n${lines.join('\n')}\n`;
}

function helpOf({ name, usage, summary, help }: Command): string {
  return help ?? `Usage: npm run -s noren -- ${name} ${usage}\n\n${summary}\n`;
}

/** Wrong options are told as such; anything else unexpected is thrown on. */
function told(error: unknown): string {
  if (error instanceof NorenError) return error.message;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) return String(message);
  throw error;
}

/** Finds the command that the first words name and runs it; gives the exit code. */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help') {
    surroundings.out(commandList(commands));
    return args.length === 0 ? 2 : 0;
  }
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    surroundings.err(`There is no command ${JSON.stringify(args.join(' '))}.\n\n${commandList(commands)}`);
    return 2;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.some((word) => word === '--help' || word === '-h')) return (surroundings.out(helpOf(command)), 0);
  try {
    return await command.run(rest, surroundings);
  } catch (error) {
    surroundings.err(`${told(error)}\n`);
    return error instanceof NorenError ? 1 : 2;
  }
}
