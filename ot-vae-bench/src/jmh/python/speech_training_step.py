#!/usr/bin/env python3
"""Times one training step of the speech networks in PyTorch, the yardstick of SpeechStepBenchmark.

A step is the forward pass, the backward pass, the clipping of the gradient and Adam for the encoder of the ZeroSpeech
protocol (128 or 768 channels, first convolution padded as in this project) with the convolutional decoder of this project
or the recurrent one of the protocol (jitter, upsampling, speaker embedding, two bidirectional GRU layers), batch 52, random
spectrograms of 80 bands and 32 frames, 512 codes of 64 dimensions. Quantizers are those of training_step.py. Run it on an
otherwise idle machine.

Run:    python3 speech_training_step.py --width 128 --decoder recurrent --quantizer vq ot [--steps 40] [--warmup 8]
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a quantizer, times in milliseconds.
"""

import argparse

import torch
from torch import nn

from timing import of_count, tell
from training_step import DIM, QUANTIZERS

BANDS, FRAMES, BATCH, CODES, SPEAKERS = 80, 32, 52, 512, 102


def layer(convolution):
    return [convolution, nn.BatchNorm1d(convolution.out_channels), nn.ReLU()]


def encoder(width):
    """[batch, 80, 32] to [batch, 64, 16]."""
    return nn.Sequential(*layer(nn.Conv1d(BANDS, width, 3, 1, 1, bias=False)), *layer(nn.Conv1d(width, width, 3, 1, 1, bias=False)),
                         *layer(nn.Conv1d(width, width, 4, 2, 1, bias=False)), *layer(nn.Conv1d(width, width, 3, 1, 1, bias=False)),
                         *layer(nn.Conv1d(width, width, 3, 1, 1, bias=False)), nn.Conv1d(width, DIM, 1))


class ConvolutionalDecoder(nn.Module):
    """[batch, 16, 64] to [batch, 80, 32]."""

    def __init__(self, width):
        super().__init__()
        self.layers = nn.Sequential(
            *layer(nn.Conv1d(DIM, width, 3, 1, 1, bias=False)), *layer(nn.Conv1d(width, width, 3, 1, 1, bias=False)),
            *layer(nn.ConvTranspose1d(width, width, 4, 2, 1, bias=False)),
            *layer(nn.Conv1d(width, width, 3, 1, 1, bias=False)), nn.Conv1d(width, BANDS, 1))

    def forward(self, codes, speakers):
        return self.layers(codes.transpose(1, 2))


class RecurrentDecoder(nn.Module):
    """The same, told the speaker."""

    def __init__(self, width):
        super().__init__()
        self.speakers = nn.Embedding(SPEAKERS, 64)
        self.gru = nn.GRU(DIM + 64, 128, num_layers=2, batch_first=True, bidirectional=True)
        self.bands = nn.Linear(256, BANDS)
        self.register_buffer("chances", torch.tensor([0.25, 0.5, 0.25]))

    def jitter(self, codes):
        batch, positions, _ = codes.shape
        moves = torch.multinomial(self.chances, batch * positions, replacement=True).view(batch, positions) - 1
        sources = (torch.arange(positions) + moves).clamp(0, positions - 1)
        return torch.gather(codes, 1, sources.unsqueeze(-1).expand_as(codes))

    def forward(self, codes, speakers):
        x = self.jitter(codes).repeat_interleave(2, dim=1)
        told = self.speakers(speakers).unsqueeze(1).expand(-1, x.shape[1], -1)
        return self.bands(self.gru(torch.cat((x, told), dim=-1))[0]).transpose(1, 2)


DECODERS = {"convolutional": ConvolutionalDecoder, "recurrent": RecurrentDecoder}


def training_step(width, decoder_name, quantizer_name):
    """The step as a function of no argument, over its own networks, optimizer and one random batch."""
    modules = nn.ModuleList([encoder(width), QUANTIZERS[quantizer_name](CODES), DECODERS[decoder_name](width)])
    optimizer = torch.optim.Adam(modules.parameters(), lr=4e-4)
    spectrograms = torch.rand(BATCH, BANDS, FRAMES)
    speakers = torch.randint(SPEAKERS, (BATCH,))

    def step():
        latents = modules[0](spectrograms).transpose(1, 2).reshape(-1, DIM)
        quantized, quantizer_loss = modules[1](latents, BATCH)
        decoded = modules[2](quantized.view(BATCH, -1, DIM), speakers)
        squared_error = (spectrograms - decoded).square().sum() / BATCH
        loss = 0.5 * BANDS * FRAMES * squared_error.log() + quantizer_loss
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(modules.parameters(), 1.0)
        optimizer.step()

    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, choices=(128, 768), default=128)
    parser.add_argument("--decoder", choices=sorted(DECODERS), default="recurrent")
    parser.add_argument("--quantizer", choices=sorted(QUANTIZERS), nargs="+", default=["vq", "ot"])
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--warmup", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for name in options.quantizer:
        torch.manual_seed(1)
        step = training_step(options.width, options.decoder, name)
        tell(of_count(step, options.steps, options.warmup), options.threads, case="training step of speech",
             width=options.width, decoder=options.decoder, quantizer=name, steps=options.steps)


if __name__ == "__main__":
    main()
