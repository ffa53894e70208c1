import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'e2e/shots'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/unbound-method': 'off', // the parts of the page are closures: none of them needs `this`
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Text from articles is hostile: nothing may turn a string into markup.
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Use textContent or a lit-html template.' },
        { property: 'outerHTML', message: 'Use textContent or a lit-html template.' },
        { property: 'insertAdjacentHTML', message: 'Use textContent or a lit-html template.' },
      ],
      'no-restricted-imports': ['error', { paths: ['lit-html/directives/unsafe-html.js', 'lit-html/directives/unsafe-svg.js'] }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { parserOptions: { projectService: false }, globals: { URL: 'readonly', process: 'readonly' } },
  },
  {
    files: ['e2e/**/*.ts'],
    // node:test hands back promises that its own runner awaits.
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
);
