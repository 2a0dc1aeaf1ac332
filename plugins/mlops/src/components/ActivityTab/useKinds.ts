import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import {
  ACTIVITY_KINDS,
  type ActivityKind,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** Which kinds of activity are shown, kept in the address of the page; none chosen means all. */
export function useKinds(): [
  kinds: ActivityKind[],
  setKinds: (kinds: ActivityKind[]) => void,
] {
  const [params, setParams] = useAppSearchParams();
  const asked = params.get('kind')?.split(',') ?? [];
  const kinds = ACTIVITY_KINDS.filter(kind => asked.includes(kind));
  function setKinds(next: ActivityKind[]): void {
    setParams(previous => {
      if (next.length === 0) {
        previous.delete('kind');
      } else {
        previous.set('kind', next.join(','));
      }
      return previous;
    });
  }
  return [kinds, setKinds];
}
