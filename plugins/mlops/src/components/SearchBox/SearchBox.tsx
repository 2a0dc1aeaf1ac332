import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';

const DEBOUNCE_MS = 300;

/** The search field: tells of new words once the person pauses. */
export function SearchBox(props: {
  /** What is searched, for who does not see it: `Search models`. */
  label: string;
  /** What one may search for. */
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, placeholder, value, onChange } = props;
  const [text, setText] = useState(value);
  const told = useRef(value);

  // Words that come from elsewhere, such as Back or Clear filters.
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    const words = text.trim();
    if (words === told.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      told.current = words;
      onChange(words);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  return (
    <SearchField
      aria-label={label}
      placeholder={placeholder}
      size="medium"
      value={text}
      onChange={setText}
    />
  );
}
