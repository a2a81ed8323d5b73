/* libxml2 against an XSD, in constant memory: libxml2_xsd sax|reader SCHEMA FEED
 *
 * sax     xmlSchemaValidateStream: SAX events go straight to the validator, the fastest way that libxml2 has.
 * reader  xmlTextReader with a schema: what `xmllint --noout --stream --schema` does, without its other options.
 *
 * Ends with 0 for a valid feed, 1 for an invalid one, 2 for anything else.
 */
#include <stdio.h>
#include <string.h>

#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

static int sax(xmlSchemaPtr schema, const char *feed) {
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    xmlParserInputBufferPtr input = xmlParserInputBufferCreateFilename(feed, XML_CHAR_ENCODING_NONE);
    xmlSAXHandler handler;
    if (context == NULL || input == NULL) return 2;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    int result = xmlSchemaValidateStream(context, input, XML_CHAR_ENCODING_NONE, &handler, NULL);
    xmlSchemaFreeValidCtxt(context);
    return result == 0 ? 0 : result > 0 ? 1 : 2;
}

static int reader(xmlSchemaPtr schema, const char *feed) {
    xmlTextReaderPtr reader = xmlReaderForFile(feed, NULL, 0);
    if (reader == NULL || xmlTextReaderSetSchema(reader, schema) != 0) return 2;
    int read;
    while ((read = xmlTextReaderRead(reader)) == 1) {
    }
    int result = read != 0 ? 2 : xmlTextReaderIsValid(reader) == 1 ? 0 : 1;
    xmlFreeTextReader(reader);
    return result;
}

int main(int count, char **words) {
    if (count != 4) {
        fputs("usage: libxml2_xsd sax|reader SCHEMA FEED\n", stderr);
        return 2;
    }
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(words[2]);
    xmlSchemaPtr schema = parser == NULL ? NULL : xmlSchemaParse(parser);
    if (schema == NULL) return 2;
    xmlSchemaFreeParserCtxt(parser);
    int result = strcmp(words[1], "sax") == 0 ? sax(schema, words[3]) : reader(schema, words[3]);
    xmlSchemaFree(schema);
    return result;
}
