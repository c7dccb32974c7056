import { spawn } from 'node:child_process';

/**
 * Goes on as another program: where the system can, in this very process (execve), so that nothing is left behind to wait for
 * it; on Windows as its parent, which ends as it ends.
 */
export function handOver(program: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  if (process.platform !== 'win32' && process.execve !== undefined) {
    process.execve(program, [program, ...args], env);
  }
  const child = spawn(program, [...args], { stdio: 'inherit', env });
  // Ctrl+C reaches both: the other ends in its own time, and then this one.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}
