// What tsc cannot see: comparisons that convert, promises nobody can follow, text that becomes code or
// markup. Names and types are tsc's (npm run check has both).
import js from "@eslint/js";
import noUnsanitized from "eslint-plugin-no-unsanitized";

export default [
  js.configs.recommended,
  {
    // The tests hand over what is hostile on purpose, and import by address.
    files: ["web/**/*.js"],
    ...noUnsanitized.configs.recommended,
    rules: { ...noUnsanitized.configs.recommended.rules, "no-script-url": "error" },
  },
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off",  // tsc knows the names of each file's world
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
      "no-empty": ["error", { allowEmptyCatch: true }],
      "array-callback-return": "error",
      "eqeqeq": ["error", "always", { null: "ignore" }],
      "no-constructor-return": "error",
      "no-control-regex": "off",  // what documents and addresses may hold is asked on purpose
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-self-compare": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unreachable-loop": "error",
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "prefer-promise-reject-errors": "error",
    },
  },
];
