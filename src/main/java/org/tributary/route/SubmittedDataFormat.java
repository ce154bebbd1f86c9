package org.tributary.route;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.support.service.ServiceSupport;
import org.tributary.read.FileFormat;
import org.tributary.upload.FileWork;

/**
 * One format of submitted files, as Camel has formats: {@code unmarshal} opens the file and finds
 * its tables. The rows stay where they are until {@code transform} streams them: the message goes
 * on holding the ticket, and the route learns as the variable {@code tables} how many there are.
 */
final class SubmittedDataFormat extends ServiceSupport implements DataFormat, DataFormatName {

  private final FileFormat format;
  private final Function<Exchange, FileWork> inHand;

  SubmittedDataFormat(FileFormat format, Function<Exchange, FileWork> inHand) {
    this.format = format;
    this.inHand = inHand;
  }

  @Override
  public String getDataFormatName() {
    return format.word();
  }

  @Override
  public Object unmarshal(Exchange exchange, Object ticket) throws Exception {
    exchange.setVariable("tables", inHand.apply(exchange).read(format));
    return ticket;
  }

  @Override
  public Object unmarshal(Exchange exchange, InputStream stream) {
    throw new UnsupportedOperationException("a submitted file is read from scratch, by its ticket");
  }

  @Override
  public void marshal(Exchange exchange, Object graph, OutputStream stream) {
    throw new UnsupportedOperationException("nobody is sent a file in the format it came in");
  }
}
