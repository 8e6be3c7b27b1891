// Whether the process lives, whether it can do its work, and which one it is: for who watches over it.
import { answer, type Route } from './route.ts';

/** @param whyNotReady one sentence, where messages can't be taken now */
export function healthRoutes(whyNotReady: () => string | undefined): readonly Route[] {
  return [
    { path: '/healthz', handle: (_asked, _request, response) => answer(response, 200, 'ok') },
    {
      path: '/process',
      // Nothing else tells for sure who is at a socket: a file may be one that another server has left.
      isOwners: true,
      handle: (_asked, _request, response) => answer(response, 200, String(process.pid)),
    },
    {
      path: '/readyz',
      handle: (_asked, _request, response) => {
        const why = whyNotReady();
        answer(response, why === undefined ? 200 : 503, why ?? 'ready');
      },
    },
  ];
}
