"""Drives a program in a pseudo-terminal.

Usage: drive_terminal.py STEPS PROGRAM ARGUMENT...   STEPS is a file of lines:
  expect TEXT    waits until TEXT appears behind what was matched before
  send TEXT      types TEXT, in which \\r, \\t, \\x03 and the like are escapes
  size ROWS COLUMNS
  end CODE       waits for the end of the program with that exit code
Prints all that appeared if a step fails, and exits with 1.
"""
import codecs, fcntl, os, pty, select, struct, sys, termios, time

PATIENCE = 60.0
steps = open(sys.argv[1], encoding="utf-8").read().splitlines()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
seen, at = "", 0
decoder = codecs.getincrementaldecoder("utf-8")("replace")


def read(seconds):
    """Takes in what has appeared; False at the end of the program's output."""
    global seen
    if not select.select([terminal], [], [], seconds)[0]:
        return True
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return False
    text = decoder.decode(data)
    if "\x1b[c" in text:  # which kind of terminal is this? a plain one
        os.write(terminal, b"\x1b[?1;2c")
    seen += text
    return bool(data)


def fail(step, why):
    print("step failed: %s: %s\n--- behind the last match:\n%s\n--- all:\n%r" % (step, why, seen[at:], seen))
    os.kill(pid, 9)
    sys.exit(1)


for step in steps:
    word, _, rest = step.partition(" ")
    if word == "expect":
        until = time.monotonic() + PATIENCE
        while rest not in seen[at:]:
            if time.monotonic() > until:
                fail(step, "did not appear")
            if not read(0.1):
                fail(step, "the program has ended")
        at = seen.index(rest, at) + len(rest)
    elif word == "send":
        os.write(terminal, codecs.decode(rest.encode("ascii"), "unicode_escape").encode("utf-8"))
    elif word == "size":
        rows, columns = map(int, rest.split())
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    elif word == "end":
        until = time.monotonic() + PATIENCE
        while read(0.1):
            if time.monotonic() > until:
                fail(step, "the program does not end")
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code != int(rest):
            fail(step, "exit code %d" % code)
    elif step:
        fail(step, "unknown")
