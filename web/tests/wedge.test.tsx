import assert from "node:assert/strict";
import test from "node:test";
import { emptyBurst, feed, isEAN13, weighed } from "@lib/wedge";

function type(keys: string, gap: number, end = gap) {
  let burst = emptyBurst;
  let code: string | undefined;
  [...keys].forEach((key, index) => ({ burst } = feed(burst, key, index * gap)));
  ({ code } = feed(burst, "Enter", (keys.length - 1) * gap + end));
  return code;
}

test("a fast burst that ends with Enter is a code", () => {
  assert.equal(type("8690504012345", 8), "8690504012345");
});

test("a person's typing is not", () => {
  assert.equal(type("8690504012345", 120), undefined);
  assert.equal(type("12", 5), undefined);
  assert.equal(type("8690504012345", 8, 400), undefined);
});

test("a scale's label gives article and weight or price", () => {
  const code = (twelve: string) => {
    const sum = [...twelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
    return twelve + ((10 - (sum % 10)) % 10);
  };
  assert.deepEqual(weighed(code("270012301250")), { plu: "00123", quantity: 1250 });
  assert.deepEqual(weighed(code("280012304550")), { plu: "00123", price: 4550 });
  assert.equal(weighed("2700123012501"), isEAN13("2700123012501") ? weighed("2700123012501") : null);
  assert.equal(weighed("8690504012345"), null);
});
