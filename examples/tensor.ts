// Tensors and NumPy's random stream: an orthogonal matrix, and a check that it is one.
import { allclose, eye, matmul, orthogonal, RandomState, tensor } from "@rnn/tensor";

const random = new RandomState(42);
console.log(random.permutation(10).toString());

const q = orthogonal([4, 4], random);
console.log(allclose(matmul(q, q.transpose()), eye(4)));

const x = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
console.log(x.transpose().toString());

/* Output:
[8 1 5 0 7 2 9 4 3 6]
true
[[1. 4.]
 [2. 5.]
 [3. 6.]]
*/
