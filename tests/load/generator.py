"""The load generator: raw keep-alive sockets, in a process of its own to tell its cost apart.

    echo PLAN | python -m tests.load.generator

PLAN is one JSON line {"host", "port", "connections", "requests": [base64…], "labels": {name: text},
"seconds": optional}; requests are sent each once in order, or round and round while seconds last.
"""

import base64
import json
import resource
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator

CHUNK = 1 << 16


class Connection:
    """One client: sends a request, waits for the whole answer, sends the next."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.address, self.buffer, self.sent = address, bytearray(), 0.0
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(self.address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)

    def send(self, request: bytes) -> None:
        self.buffer.clear()
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """The whole answer once it is here; an answer cut short counts as status 000."""
        try:
            data = self.socket.recv(CHUNK)
        except ConnectionError:
            data = b""
        if not data:
            return b"HTTP/1.1 000 closed\r\n\r\n"
        self.buffer += data
        return bytes(self.buffer) if is_whole(self.buffer) else None


def is_whole(answer: bytearray) -> bool:
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(answer[:end]).lower()
    start = head.find(b"content-length:")
    if start >= 0:
        return len(answer) >= end + 4 + int(head[start + 15 :].split(b"\r\n", 1)[0])
    return b"chunked" not in head or answer.endswith(b"0\r\n\r\n")


class Run:
    def __init__(self, plan: dict) -> None:
        self.requests = [base64.b64decode(text) for text in plan["requests"]]
        self.labels = {name: text.encode() for name, text in plan.get("labels", {}).items()}
        self.seconds = plan.get("seconds")
        self.statuses: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.took: list[float] = []
        address = (plan["host"], plan["port"])
        self.clients = [Connection(address) for _ in range(plan["connections"])]

    def work(self) -> dict:
        began, used = time.perf_counter(), cpu()
        self.drive(self.pending(began))
        seconds = time.perf_counter() - began
        return self.summary(seconds, (cpu() - used) / seconds)

    def pending(self, began: float) -> Iterator[bytes]:
        if self.seconds is None:
            yield from self.requests
            return
        while True:
            for request in self.requests:
                if time.perf_counter() - began > self.seconds:
                    return
                yield request

    def drive(self, pending: Iterator[bytes]) -> None:
        waiting, busy = selectors.DefaultSelector(), 0
        for client in self.clients:
            busy += self.next(client, pending, waiting)
        while busy:
            for key, _ in waiting.select():
                client = key.data
                answer = client.receive()
                if answer is None:
                    continue
                waiting.unregister(client.socket)
                self.note(client, answer)
                busy += self.next(client, pending, waiting) - 1

    def next(self, client: Connection, pending: Iterator[bytes], waiting) -> int:
        request = next(pending, None)
        if request is None:
            client.socket.close()
            return 0
        client.send(request)
        waiting.register(client.socket, selectors.EVENT_READ, client)
        return 1

    def note(self, client: Connection, answer: bytes) -> None:
        self.took.append(time.perf_counter() - client.sent)
        status = answer[9:12].decode()
        self.statuses[status] += 1
        for name, text in self.labels.items():
            if text in answer:
                self.said[name] += 1
        head = answer.split(b"\r\n\r\n", 1)[0].lower()
        if status == "000" or b"connection: close" in head:
            client.socket.close()
            client.open()

    def summary(self, seconds: float, own: float) -> dict:
        took = sorted(self.took)
        return {
            "requests": len(took),
            "seconds": seconds,
            "rate": len(took) / seconds,
            "p50": took[len(took) // 2],
            "p95": took[int(len(took) * 0.95)],
            "slowest": took[-1],
            "statuses": dict(self.statuses),
            "said": dict(self.said),
            "generator_cpu": own,
        }


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(json.dumps(Run(json.loads(sys.stdin.readline())).work()))
