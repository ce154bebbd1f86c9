package org.tributary.operate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/**
 * Ends the operator's session and goes back to the log-in. Hawtio's own servlet first asks the
 * server to log out, which it cannot do for a log-in that it did not make, and so leaves the
 * session open.
 */
public final class OperatorLogout extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    response.setHeader("Clear-Site-Data", "\"cache\", \"cookies\"");
    response.sendRedirect(request.getContextPath() + "/login");
  }
}
