// Whether the process lives, and whether it can do its work: for who watches over it.
import { answer, type Route } from './route.ts';

/** @param whyNotReady one sentence, where messages can't be taken now */
export function healthRoutes(whyNotReady: () => string | undefined): readonly Route[] {
  return [
    { path: '/healthz', handle: (_asked, _request, response) => answer(response, 200, 'ok') },
    {
      path: '/readyz',
      handle: (_asked, _request, response) => {
        const why = whyNotReady();
        answer(response, why === undefined ? 200 : 503, why ?? 'ready');
      },
    },
  ];
}
