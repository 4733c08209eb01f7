/** The SDK warns on Node.js 20, in each process of the tests. That would hide their results. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
