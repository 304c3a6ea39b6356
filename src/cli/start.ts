/** Joins the program to this process: its streams, its environment, its exit code. */
import { main } from './main.ts';

/** Runs the program on this process's arguments and sets its exit code. */
export async function start(): Promise<void> {
  // A reader that has seen enough (`| head`) closes the pipe; that is no error.
  process.stdout.on('error', leaveQuietly);
  process.stderr.on('error', leaveQuietly);
  try {
    process.exitCode = await main(process.argv.slice(2), {
      // Few commands read it, and opening it takes as long as reading a small configuration.
      get stdin() {
        return process.stdin;
      },
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      isTTY: {
        stdout: process.stdout.isTTY === true,
        stderr: process.stderr.isTTY === true,
      },
      columns: process.stdout.columns ?? null,
    });
  } catch (error) {
    // Not something that a user did: the stack is what helps.
    console.error('alert40: this is a defect of the program; please report it with these lines.');
    console.error(error);
    process.exitCode = 2;
  }
}

function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
