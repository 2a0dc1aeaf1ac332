import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app with lazy pages takes longer than a second on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
