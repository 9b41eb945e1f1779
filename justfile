# `just` lists these. Everything runs on a plain Rust toolchain; `deny` also needs cargo-deny.

_list:
    @just --list --unsorted

# what CI runs: format, lints, tests
check:
    .ci/run

# tests alone; arguments go to `cargo test`
test *args:
    cargo test {{args}}

# the demo organisation in the console
demo:
    cargo run --release -- demo

# write docs/reports.md and docs/formats.md anew from the declarations
docs:
    UPDATE_DOCS=1 cargo test --test docs

# accept screens and texts that have changed; look at the diff before you commit it
snapshots:
    INSTA_UPDATE=always cargo test
    git diff --stat -- '*.snap'

# import, first window, page, drill-down and export at 100 k and 1 M sessions
bench *args:
    cargo bench {{args}}

# the console itself, beside csvlens and less, and over a slow line: first screen, keys, bytes, memory, idle; 100k 1M 10M
bench-console *args:
    cargo bench --bench console -- {{args}}

# pictures of real screens, SVG and PNG, into screenshots/
screenshots:
    cargo run --release --features png --example screenshots

# kill imports and undos at random moments and check the database after each
kill-rounds rounds="200":
    HEADCOUNT_KILL_ROUNDS={{rounds}} cargo test --release --test kill

# random mixtures of sources in random orders, some of them undone: the same figures
truth cases="4000":
    HEADCOUNT_CASES={{cases}} cargo test --test truth

# licences, banned crates and sources (advisories need the network)
deny:
    cargo deny check bans licenses sources

# the locked door behind a real sshd on a port of its own; says so where there is none
sshd:
    HEADCOUNT_SSHD=1 cargo test --test sshd -- --nocapture
