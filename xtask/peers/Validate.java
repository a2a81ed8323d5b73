import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** The Xerces of the JDK against an XSD: {@code java Validate.java SCHEMA FEED} prints each report, {@code line: message}. */
final class Validate {
    public static void main(String[] words) throws Exception {
        Validator validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new File(words[0])).newValidator();
        validator.setErrorHandler(new ErrorHandler() {
            @Override public void warning(SAXParseException report) { print(report); }
            @Override public void error(SAXParseException report) { print(report); }
            @Override public void fatalError(SAXParseException report) { print(report); }
        });
        validator.validate(new StreamSource(new File(words[1])));
    }

    private static void print(SAXParseException report) {
        System.out.println(report.getLineNumber() + ": " + report.getMessage());
    }
}
