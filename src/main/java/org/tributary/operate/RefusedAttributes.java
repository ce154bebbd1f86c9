package org.tributary.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out of what Jolokia answers the attributes that it refused to read. Hawtio asks for all of
 * a bean, and its first tab would show a line of error for each; what is refused stays refused.
 */
public final class RefusedAttributes extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String REFUSED = "ERROR: Reading attribute ";
  private static final String FORBIDDEN = " is forbidden";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Held held = new Held(response);
    chain.doFilter(request, held);
    held.flushBuffer();
    byte[] answer = without(held.bytes.toByteArray());
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  /** The answer as it came, where nothing was refused or it is no JSON. */
  private static byte[] without(byte[] answer) throws IOException {
    if (!new String(answer, StandardCharsets.UTF_8).contains(REFUSED)) {
      return answer;
    }
    JsonNode json = JSON.readTree(answer);
    for (JsonNode one : json.isArray() ? json : List.of(json)) {
      drop(one.path("value"));
    }
    return JSON.writeValueAsBytes(json);
  }

  /** What was read of several beans lies one deeper. */
  private static void drop(JsonNode value) {
    if (value instanceof ObjectNode attributes) {
      List<String> names = new ArrayList<>();
      attributes.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String text = attributes.path(name).asText();
        if (text.startsWith(REFUSED) && text.contains(FORBIDDEN)) {
          attributes.remove(name);
        } else {
          drop(attributes.path(name));
        }
      }
    }
  }

  /** Holds an answer back until it is whole. */
  private static final class Held extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintWriter writer =
        new PrintWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));

    Held(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return new ServletOutputStream() {
        @Override
        public void write(int one) {
          bytes.write(one);
        }

        @Override
        public void write(byte[] some, int from, int length) {
          bytes.write(some, from, length);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new IllegalStateException("an answer is written at once");
        }
      };
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }

    @Override
    public void flushBuffer() {
      writer.flush();
    }

    @Override
    public void setContentLength(int length) {
      // It is known when all of it is there.
    }

    @Override
    public void setContentLengthLong(long length) {
      // As above.
    }
  }
}
