package io.jenkins.plugins.vela.form;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Tells a program that what it gave does not fit: 400, with one line for each mistake. */
final class RefusedValues extends HttpResponses.HttpResponseException {
    private static final long serialVersionUID = 1L;

    RefusedValues(IllegalArgumentException why) {
        super(why.getMessage());
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(getMessage());
    }
}
