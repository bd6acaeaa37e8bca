"""Makes the small networks of OnnxMetricsTest: python3 make_onnx_models.py FOLDER (needs the onnx package)."""
import sys

from onnx import TensorProto, checker, helper, save


def write(name, nodes, inputs, output):
    values = [helper.make_tensor_value_info(i, TensorProto.FLOAT, ["batch", 3, "height", "width"]) for i in inputs]
    result = helper.make_tensor_value_info("out", TensorProto.FLOAT, output)
    model = helper.make_model(helper.make_graph(nodes, name, values, [result]), opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    checker.check_model(model)
    save(model, f"{sys.argv[1]}/{name}.onnx")


# features: the mean of each channel, [batch, 3]
write("channel-means", [helper.make_node("ReduceMean", ["x"], ["out"], axes=[2, 3], keepdims=0)], ["x"], ["batch", 3])
# distance: the mean absolute difference, [batch, 1, 1, 1]
write("mean-difference", [helper.make_node("Sub", ["x", "y"], ["d"]), helper.make_node("Abs", ["d"], ["a"]),
                          helper.make_node("ReduceMean", ["a"], ["out"], axes=[1, 2, 3], keepdims=1)],
      ["x", "y"], ["batch", 1, 1, 1])
# distance: the mean product, [batch, 1, 1, 1]
write("mean-product", [helper.make_node("Mul", ["x", "y"], ["m"]),
                       helper.make_node("ReduceMean", ["m"], ["out"], axes=[1, 2, 3], keepdims=1)],
      ["x", "y"], ["batch", 1, 1, 1])
