package org.otvae.bench.sweep.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Serves the page of a study to browsers on this machine: the page at {@code /}, and at {@code /events} the snapshot as
 * server-sent events, one whenever it has changed. Listens on the loopback interface alone and answers only requests that name it
 * as their host, so that no other site can read the study through the reader's browser.
 */
public final class PageServer implements AutoCloseable {

    private static final int STREAMS = 32; // open pages; each holds a thread
    private static final long PAUSE_MILLIS = 1000;
    private static final int QUIET = 15; // pauses after which an empty comment shows whether the reader is still there

    private final HttpServer server;
    private final Supplier<Snapshot> snapshots;
    private final Semaphore streams = new Semaphore(STREAMS);
    private volatile boolean closed;

    /**
     * Starts the server.
     *
     * @param port      0 for any that is free
     * @param snapshots the study as it stands
     * @throws UncheckedIOException if the port is taken
     */
    public PageServer(int port, Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve a page on port " + port, e);
        }
        server.createContext("/", exchange -> answer(exchange, this::page));
        server.createContext("/events", exchange -> answer(exchange, this::events));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "page");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Where the page is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
            int port = server.getAddress().getPort();
            boolean own = host.equals("127.0.0.1:" + port) || host.equals("localhost:" + port);
            boolean known = exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath());
            if (!own || !exchange.getRequestMethod().equals("GET") || !known) {
                exchange.sendResponseHeaders(own ? known ? 405 : 404 : 403, -1);
                return;
            }
            answer.to(exchange);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        byte[] html = StudyPage.html(snapshots.get(), true).getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
    }

    private void events(HttpExchange exchange) throws IOException {
        if (!streams.tryAcquire()) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            stream(exchange.getResponseBody());
        } catch (IOException e) {
            return; // the reader has closed the page
        } finally {
            streams.release();
        }
    }

    private void stream(OutputStream out) throws IOException {
        String sent = "";
        for (int quiet = 0; !closed; quiet++) {
            String json = StudyPage.json(snapshots.get());
            if (!json.equals(sent) || quiet >= QUIET) {
                String event = json.equals(sent) ? ":\n\n" : "data: " + json + "\n\n";
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
                sent = json;
                quiet = 0;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends all streams and frees the port. */
    @Override
    public void close() {
        closed = true;
        server.stop(0);
    }
}
