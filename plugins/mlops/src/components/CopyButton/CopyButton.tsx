import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiCloseLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { mlopsTranslationRef } from '../../translation';

const SHOWN_FOR_MS = 2000;

const ICONS = {
  idle: <RiFileCopyLine />,
  done: <RiCheckLine />,
  failed: <RiCloseLine />,
};

/** Copies a text to the clipboard and says so for two seconds. */
export function CopyButton(props: {
  text: string;
  /** What the text is, for `Copy …`. */
  what: string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const [state, setState] = useState<keyof typeof ICONS>('idle');

  useEffect(() => {
    if (state === 'idle') {
      return undefined;
    }
    const timer = setTimeout(() => setState('idle'), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text);
      setState('done');
    } catch {
      setState('failed');
    }
  }

  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={ICONS[state]}
        aria-label={t('copy.action', { what: props.what })}
        onPress={copy}
      />
      <VisuallyHidden role="status">
        {state === 'idle' ? '' : t(`copy.${state}`)}
      </VisuallyHidden>
    </>
  );
}
