"""Writes the golden files beside this script with Python's pickle and numpy: python3 make_golden.py

poses.json holds forward kinematics of SMPL's tree by matrix exponentials, which share no formula with the program's.
"""
import json
import pathlib
import pickle
import numpy as np

here = pathlib.Path(__file__).parent
poses = (np.arange(2 * 72).reshape(2, 72) * 0.01 - 0.7).astype(np.float32)
motion = {
    "smpl_poses": poses,
    "smpl_trans": np.array([[90.0, 180.0, -45.0], [91.0, 179.0, -45.5]]),
    "smpl_scaling": np.array([90.0], dtype=np.float32),
    "smpl_loss": np.float64(0.25),
    "flag": True, "none": None, "big": 2**40, "neg": -3, "text": "gr\u00fcn", "list": [1, 2.5, (3,)], "bool": np.bool_(True),
    "empty": np.zeros((0, 3)), "fortran": np.asfortranarray(np.arange(6, dtype=">i2").reshape(2, 3)),
}
for protocol in range(6):
    (here / f"motion-{protocol}.pkl").write_bytes(pickle.dumps(motion, protocol))


class Evil:
    def __reduce__(self):
        return (print, ("this must not run",))


(here / "evil.pkl").write_bytes(pickle.dumps({"smpl_poses": Evil()}, 2))
np.save(here / "float4.npy", np.array([[1.5, -2.0], [3.25, 1e-3]], dtype="<f4"))
np.save(here / "fortran8.npy", np.asfortranarray(np.arange(6, dtype=">f8").reshape(2, 3)))
np.save(here / "bytes.npy", np.array([0, 127, 255], dtype="u1"))
np.save(here / "objects.npy", np.array([{}], dtype=object), allow_pickle=True)
np.savez(here / "stored.npz", J=np.arange(72, dtype=np.float64).reshape(24, 3), scalar=np.int64(-7))
np.savez_compressed(here / "packed.npz", J=np.arange(72, dtype=np.float64).reshape(24, 3), scalar=np.int64(-7))

parents = [-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 20, 21]
rest = np.array([[0.3 * np.sin(1.7 * j + c) for c in range(3)] for j in range(24)])


def exponential(vector):
    x, y, z = vector
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    total, term = np.eye(3), np.eye(3)
    for k in range(1, 40):
        term = term @ cross / k
        total = total + term
    return total


result = []
for frame, trans in zip(poses.astype(np.float64).reshape(2, 24, 3), motion["smpl_trans"] / 90.0):
    world = [None] * 24
    for j, parent in enumerate(parents):
        local = np.eye(4)
        local[:3, :3] = exponential(frame[j])
        local[:3, 3] = rest[j] - (rest[parent] if parent >= 0 else 0)
        world[j] = local if parent < 0 else world[parent] @ local
    result.append([[float(v) for v in world[j][:3, 3] + trans] for j in range(24)])
np.save(here / "smpl_joints.npy", rest)
(here / "poses.json").write_text(json.dumps({
    "id": "golden", "music_array": [[0.5, -1e-3], ["a\\\"]", {"b": []}]],
    "dance_array": [[v for joint in frame for v in joint] for frame in result]}))
