import type { UpdateState } from '../../shared/api.ts';

export function updateSentence(state: UpdateState): string {
  switch (state.phase) {
    case 'unknown':
      return `This is version ${state.version}.`;
    case 'checking':
      return 'Looking for a newer version.';
    case 'current':
      return `This is the newest version, ${state.version}.`;
    case 'downloading':
      return `Version ${state.available} is being downloaded. You can go on working.`;
    case 'ready':
      return `Version ${state.available} is ready. It is installed when you restart, or the next time you quit Matchbook.`;
    case 'restarting':
      return 'Matchbook restarts as soon as the posting at hand is over.';
    case 'failed':
      return state.problem ?? 'The last look did not succeed.';
  }
}
